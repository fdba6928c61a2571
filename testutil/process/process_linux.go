package process

import "syscall"

// dieWithParent makes the kernel end a node whose test process is gone, even if it had no chance to clean up.
func dieWithParent() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
