"""Review in the browser: a queue of facts, one at a time, judged by keys or forms; two people compared."""
