"""How well verdicts agree with people: labelled answers, agreement, baselines, the report."""
