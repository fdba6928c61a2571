package demo

import (
	"context"
	"errors"
	"time"
)

// pollEvents is how often the scribe looks.
const pollEvents = 200 * time.Millisecond

// story is one of the six.
type story struct {
	title string
	// act plays it and returns what should have moved, and whether everything but the coins was as expected.
	act func(context.Context) (map[string]change, bool, error)
}

// play plays the stories and returns the titles of those that did not go as expected.
func (s *stage) play(ctx context.Context) ([]string, error) {
	stories := []story{
		{"(a) a digit is read, and paid for when the window closes", s.honest},
		{"(b) two providers agree, and are paid early", s.replicated},
		{"(c) one number is falsified, found, and costs a bond", s.cheated},
		{"(d) a false accuser pays", s.slandered},
	}
	if s.detect != nil {
		stories = append(stories, story{"(e) the text in a picture is read, line by line", s.text})
	}
	stories = append(stories,
		story{"(f) a policy is kept, a royalty paid, an audit written", s.governed},
		story{"(g) the chain is rebuilt from what it published", s.restored})
	var failed []string
	for _, st := range stories {
		ok, err := s.tell(ctx, st)
		if err != nil {
			return nil, err
		}
		if !ok {
			failed = append(failed, st.title)
		}
	}
	return failed, nil
}

// tell plays one story under the scribe's pen.
func (s *stage) tell(ctx context.Context, st story) (bool, error) {
	s.say("\n%s", st.title)
	h, _, err := s.party("user").chain.Height(ctx)
	if err != nil {
		return false, err
	}
	if err := s.scribe.catchUp(ctx, h, true); err != nil {
		return false, err
	}
	s.scribe.published, s.scribe.outputs = nil, nil
	before, err := s.take(ctx)
	if err != nil {
		return false, err
	}
	done, written := make(chan struct{}), make(chan error, 1)
	go func() { written <- s.scribe.follow(ctx, done) }()
	want, ok, actErr := st.act(ctx)
	close(done)
	if err := errors.Join(actErr, <-written); err != nil {
		return false, err
	}
	after, err := s.take(ctx)
	if err != nil {
		return false, err
	}
	if err := s.traceFees(ctx, want); err != nil {
		return false, err
	}
	ok = s.compare(before, after, want) && ok
	verdict := "as expected"
	if !ok {
		verdict = "NOT as expected"
	}
	s.say("  %s", verdict)
	return ok, nil
}
