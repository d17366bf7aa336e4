"""The Telegram door, the clock, the settings, the composition root and the `gwrando` command."""
