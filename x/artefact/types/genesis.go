package types

import (
	"cosmossdk.io/core/address"
)

// DefaultGenesis returns an empty state with default parameters.
func DefaultGenesis() *GenesisState { return &GenesisState{Params: DefaultParams()} }

// registry is what a genesis state is checked against while it is read.
type registry struct {
	addresses address.Codec
	names     map[string]Name
	artefacts map[string]Artefact
	versions  map[string]bool
	parents   map[string]uint32
	children  map[string]uint64
	counts    map[string]uint32
}

// Validate checks what can be checked without the bank: well-formed records, none twice, every one about something that is there, and
// counters that are right. Error: ErrInvalidGenesis or what is wrong with a record.
func (g GenesisState) Validate(addresses address.Codec) error {
	if err := g.Params.Validate(); err != nil {
		return err
	}
	r := &registry{
		addresses: addresses, names: map[string]Name{}, artefacts: map[string]Artefact{}, versions: map[string]bool{},
		parents: map[string]uint32{}, children: map[string]uint64{}, counts: map[string]uint32{},
	}
	for _, step := range []func(*registry) error{
		g.validateNames, g.validateArtefacts, g.validateEdges, g.validateCounters, g.validateRoyalties, g.validateLicences, g.validateDeals,
	} {
		if err := step(r); err != nil {
			return err
		}
	}
	return nil
}

func bad(format string, args ...any) error { return ErrInvalidGenesis.Wrapf(format, args...) }

// unique notes a key, and says whether it is there for the first time.
func unique(seen map[string]bool, key string) bool {
	was := seen[key]
	seen[key] = true
	return !was
}

func (r *registry) account(what, text string) error {
	if _, err := r.addresses.StringToBytes(text); err != nil {
		return bad("%s: address %q: %s", what, text, err)
	}
	return nil
}

func (g GenesisState) validateNames(r *registry) error {
	claims := map[string]string{}
	for _, c := range g.Claims {
		if _, twice := claims[c.Skeleton]; twice || Skeleton(c.Label) != c.Skeleton || ValidateName(c.Label) != nil {
			return bad("the claim %q of %q is there twice, or one is not the other's skeleton", c.Skeleton, c.Label)
		}
		if err := r.account("claim "+c.Label, c.Owner); err != nil {
			return err
		}
		claims[c.Skeleton] = c.Owner
	}
	for _, n := range g.Names {
		if err := ValidateName(n.Name); err != nil {
			return err
		}
		if _, twice := r.names[n.Name]; twice || claims[Skeleton(Label(n.Name))] == "" {
			return bad("the name %s is there twice, or nobody has claimed its first part", n.Name)
		}
		if err := r.account("name "+n.Name, n.Owner); err != nil {
			return err
		}
		if n.PendingOwner != "" {
			if err := r.account("name "+n.Name, n.PendingOwner); err != nil {
				return err
			}
		}
		r.names[n.Name] = n
	}
	return nil
}

func (g GenesisState) validateArtefacts(r *registry) error {
	for _, a := range g.Artefacts {
		if err := a.Core.Validate(); err != nil {
			return err
		}
		name, known := r.names[a.Name]
		if _, twice := r.artefacts[a.Id]; twice || !known || name.Kind != a.Core.Kind || !unique(r.versions, a.Name+" "+a.Core.Version) {
			return bad("the artefact %s is there twice, or its name, kind or version is wrong", a.Id)
		}
		if a.Id != ArtefactID(a.Registrant, a.Name, a.Core) {
			return bad("the artefact %s of %s has another id", a.Id, a.Name)
		}
		if _, known := Status_name[int32(a.Status)]; !known || a.Status == StatusUnspecified || a.Height < 0 {
			return bad("the artefact %s has the status %d and the height %d", a.Id, a.Status, a.Height)
		}
		r.artefacts[a.Id] = a
		r.counts[a.Name]++
	}
	return g.validateVersions(r)
}

func (g GenesisState) validateVersions(r *registry) error {
	for _, a := range g.Artefacts {
		if before, known := r.artefacts[a.PreviousId]; a.PreviousId != "" && (!known || before.Name != a.Name) {
			return bad("the artefact %s follows %s, which is no version of %s", a.Id, a.PreviousId, a.Name)
		}
	}
	for _, n := range g.Names {
		if r.counts[n.Name] != n.Versions || r.artefacts[n.LatestId].Name != n.Name {
			return bad("the name %s says %d versions and the latest %s", n.Name, n.Versions, n.LatestId)
		}
	}
	return nil
}

func (g GenesisState) validateEdges(r *registry) error {
	seen := map[string]bool{}
	for _, e := range g.Edges {
		if err := e.Parent.Validate(e.ChildId); err != nil {
			return err
		}
		child, hasChild := r.artefacts[e.ChildId]
		parent, hasParent := r.artefacts[e.Parent.ParentId]
		if !hasChild || !hasParent || !unique(seen, e.ChildId+" "+e.Parent.ParentId) {
			return bad("the edge from %s to %s is there twice, or one of them is not there", e.ChildId, e.Parent.ParentId)
		}
		if child.Depth <= parent.Depth {
			return bad("%s is %d deep and its parent %s %d: lineage would go round", child.Id, child.Depth, parent.Id, parent.Depth)
		}
		if _, known := EdgeState_name[int32(e.State)]; !known || e.State == EdgeStateUnspecified {
			return bad("the edge from %s to %s has the state %d", e.ChildId, e.Parent.ParentId, e.State)
		}
		r.parents[e.ChildId]++
		r.children[e.Parent.ParentId]++
	}
	return nil
}

func (g GenesisState) validateCounters(r *registry) error {
	for _, a := range g.Artefacts {
		if a.Parents != r.parents[a.Id] || a.Children != r.children[a.Id] {
			return bad("%s says %d parents and %d children, there are %d and %d", a.Id, a.Parents, a.Children, r.parents[a.Id], r.children[a.Id])
		}
	}
	return nil
}
