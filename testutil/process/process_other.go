//go:build !linux

package process

import "syscall"

// dieWithParent has no equivalent here: a killed test leaves its nodes behind.
func dieWithParent() *syscall.SysProcAttr { return nil }
