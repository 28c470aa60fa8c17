"""An interview in the terminal, by keyboard.

`dialogue` leads from question to question and knows no screen; `steps` and `lists` turn fields into prompts; `review`
is the page before the papers. A face shows prompts: `prompts` draws them with keys (prompt_toolkit), `plain` writes
lines for screen readers, pipes and dumb terminals. What counts as an answer is decided by `interviews.answers` alone.
"""
