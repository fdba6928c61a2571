//go:build !linux

package network

import "syscall"

// dieWithParent has no equivalent here: a killed test leaves its nodes behind.
func dieWithParent() *syscall.SysProcAttr { return nil }
