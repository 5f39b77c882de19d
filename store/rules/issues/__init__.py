"""What holds of issues: their states, who may do what, their impact, and how they climb (stage 4)."""
