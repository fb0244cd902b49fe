"""Taking the record away and bringing it back: archives, Markdown, flash cards, tables. Knows no HTTP."""
