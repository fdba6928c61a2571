// Package modelcmd is the part of the surety command line that deals with models: import, inspect and run them on this machine. Other
// commands load models and inputs through it.
package modelcmd
