"""The subcommands of `gwrando`, a module for each noun."""
