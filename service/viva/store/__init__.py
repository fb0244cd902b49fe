"""The record: interviews, attempts, grades and the rubric versions they were made under."""
