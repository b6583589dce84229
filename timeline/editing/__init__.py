"""Changes to the text of an event file: replacements at marks, verified before they are saved."""
