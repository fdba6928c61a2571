package process

import "syscall"

// DieWithParent makes the kernel end a program whose test process is gone, even if it had no chance to clean up.
func DieWithParent() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
