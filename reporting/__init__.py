"""What may be shown of what learners say: measures, disclosure control, released tables, charts.

Everything here is pure. Numbers enter as anonymous records, pass `reporting.disclosure` once, and
leave as released tables, the only thing that a page, a picture or a message may be made from.
"""
