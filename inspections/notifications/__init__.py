"""What follows an event of supervision (告知): read it, write messages, mark it told, as one."""
