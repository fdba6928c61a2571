//go:build !linux

package process

import "syscall"

// DieWithParent has no equivalent here: a killed test leaves its programs behind.
func DieWithParent() *syscall.SysProcAttr { return nil }
