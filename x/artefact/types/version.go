package types

import "regexp"

const maxVersionBytes = 64

// semver is the pattern that semver.org publishes.
var semver = regexp.MustCompile(`^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)` +
	`(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?$`)

// ValidateVersion checks a semantic version (semver.org 2.0.0) of at most 64 bytes. Error: ErrInvalidVersion.
func ValidateVersion(version string) error {
	if len(version) > maxVersionBytes || !semver.MatchString(version) {
		return ErrInvalidVersion.Wrapf("%.80q is no semantic version such as 1.2.0 or 1.2.0-rc.1", version)
	}
	return nil
}
