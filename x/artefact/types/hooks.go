package types

import "context"

// ArtefactHooks is how a module below takes part in this one. An error refuses the step.
type ArtefactHooks interface {
	// BeforeProgramLinked is asked whether a program exists and was registered by creator.
	BeforeProgramLinked(ctx context.Context, programID, creator string) error
}

// NoHooks knows no program, so none can be linked.
type NoHooks struct{}

// BeforeProgramLinked refuses.
func (NoHooks) BeforeProgramLinked(_ context.Context, programID, _ string) error {
	return ErrNotFound.Wrapf("program %.80s: no module here keeps programs", programID)
}
