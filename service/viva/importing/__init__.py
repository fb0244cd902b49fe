"""From a person's notes to rubric drafts: reading documents, proposing key points, writing files."""
