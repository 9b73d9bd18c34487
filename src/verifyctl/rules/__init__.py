"""Rules: pure functions of claim and facts that yield findings, one file a code."""
