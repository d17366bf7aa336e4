"""Every sentence of the phones page, in Welsh and in English.

The page speaks to whoever tries it out (chi); a phone's own interface keeps to plain labels,
because it may belong to a child or to an adult. `{...}` is filled in by the page.
"""

from typing import Final

Words = dict[str, str]

CY: Final[Words] = {
    "title": "Ffonau Gwrando",
    "explainer": (
        "Mae pob ffôn isod yn perthyn i un person. Ysgrifennwch neu tapiwch fel byddai'r person "
        "hwnnw'n gwneud: yr un bot sy'n ateb pawb. Does dim byd yn gadael y cyfrifiadur hwn."
    ),
    "skip": "Neidio i'r ffonau",
    "page_language": "Iaith y dudalen",
    "other_pages": "Tudalennau eraill",
    "phones": "Ffonau",
    "add_phone": "Ychwanegu ffôn",
    "name": "Enw",
    "phone_language": "Iaith y ffôn",
    "not_given": "Heb ei nodi",
    "add": "Ychwanegu",
    "more_phones": "Mae mwy o ffonau na'r rhai sydd i'w gweld yma.",
    "no_phones": "Does dim ffôn yma eto. Ychwanegwch un i ddechrau.",
    "connection_lost": "Mae'r cysylltiad wedi'i golli. Yn ceisio eto.",
    "app_language": "Iaith yr ap: {language}",
    "bot": "bot",
    "typing": "yn teipio …",
    "messages": "Negeseuon",
    "no_messages": "Dim negeseuon eto",
    "message": "Neges",
    "send": "Anfon",
    "commands": "Gorchmynion",
    "start": "Cychwyn",
    "more": "Mwy",
    "send_voice": "Anfon neges lais",
    "send_picture": "Anfon llun",
    "send_sticker": "Anfon sticer",
    "edit_last": "Newid y neges ddiwethaf",
    "editing": "Yn newid y neges ddiwethaf",
    "cancel": "Canslo",
    "block": "Rhwystro'r bot",
    "unblock": "Dadrwystro'r bot",
    "delete_chat": "Dileu'r sgwrs",
    "blocked": "Mae'r bot wedi'i rwystro ar y ffôn hwn.",
    "closed": "Mae'r cyfrif hwn wedi'i gau.",
    "edited": "wedi'i newid",
    "voice": "Neges lais",
    "photo": "Llun",
    "document": "Ffeil",
    "sticker": "Sticer",
    "picture_from_bot": "Llun gan y bot",
    "not_sent": "Methu anfon. Rhowch gynnig arall arni.",
    "waiting": "Yn aros am ateb",
    "ok": "Iawn",
}

EN: Final[Words] = {
    "title": "Gwrando phones",
    "explainer": (
        "Each phone below belongs to one person. Write or tap as that person would: the same bot "
        "answers them all. Nothing leaves this computer."
    ),
    "skip": "Skip to the phones",
    "page_language": "Page language",
    "other_pages": "Other pages",
    "phones": "Phones",
    "add_phone": "Add a phone",
    "name": "Name",
    "phone_language": "Phone language",
    "not_given": "Not given",
    "add": "Add",
    "more_phones": "There are more phones than are shown here.",
    "no_phones": "There is no phone here yet. Add one to begin.",
    "connection_lost": "The connection is lost. Trying again.",
    "app_language": "App language: {language}",
    "bot": "bot",
    "typing": "typing …",
    "messages": "Messages",
    "no_messages": "No messages yet",
    "message": "Message",
    "send": "Send",
    "commands": "Commands",
    "start": "Start",
    "more": "More",
    "send_voice": "Send a voice message",
    "send_picture": "Send a picture",
    "send_sticker": "Send a sticker",
    "edit_last": "Change the last message",
    "editing": "Changing the last message",
    "cancel": "Cancel",
    "block": "Block the bot",
    "unblock": "Unblock the bot",
    "delete_chat": "Delete the chat",
    "blocked": "The bot is blocked on this phone.",
    "closed": "This account is closed.",
    "edited": "changed",
    "voice": "Voice message",
    "photo": "Picture",
    "document": "File",
    "sticker": "Sticker",
    "picture_from_bot": "Picture from the bot",
    "not_sent": "That could not be sent. Try again.",
    "waiting": "Waiting for an answer",
    "ok": "OK",
}

CALENDAR: Final[dict[str, dict[str, list[str]]]] = {
    "cy": {
        "days": [
            "dydd Sul",
            "dydd Llun",
            "dydd Mawrth",
            "dydd Mercher",
            "dydd Iau",
            "dydd Gwener",
            "dydd Sadwrn",
        ],
        "months": [
            "Ionawr",
            "Chwefror",
            "Mawrth",
            "Ebrill",
            "Mai",
            "Mehefin",
            "Gorffennaf",
            "Awst",
            "Medi",
            "Hydref",
            "Tachwedd",
            "Rhagfyr",
        ],
    },
    "en": {
        "days": [
            "Sunday",
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
        ],
        "months": [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    },
}
"""Days from Sunday and months from January: browsers seldom know the Welsh ones."""

WORDS: Final[dict[str, Words]] = {"cy": CY, "en": EN}

NAMES: Final[Words] = {"cy": "Cymraeg", "en": "English"}
"""What each language calls itself."""
