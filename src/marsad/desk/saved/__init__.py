"""Saved searches in the browser: what each finds that somebody has not looked at yet, and its feed."""
