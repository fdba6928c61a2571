package types

import "github.com/suretynetwork/surety/x/attestation/eas"

const (
	chainNumberTag   = "surety/eip155/"
	chainNumberBytes = 6
)

// ChainNumber stands for a chain where EIP-712 has Ethereum's chain id: the first 6 bytes of the Keccak-256 of "surety/eip155/" and the
// chain's name. So it differs between chains and fits the integers of wallets.
func ChainNumber(chainID string) (word eas.Hash) {
	digest := eas.Keccak([]byte(chainNumberTag + chainID))
	copy(word[eas.HashBytes-chainNumberBytes:], digest[:chainNumberBytes])
	return word
}

// Domain is what requests for this module on a chain are bound to: EAS's domain, or that of its proxy for requests without a nonce.
func Domain(chainID string, unordered bool) eas.Domain {
	domain := eas.Domain{Name: eas.DomainName, Version: eas.Version, ChainID: ChainNumber(chainID), Contract: Contract()}
	if unordered {
		domain.Name, domain.Contract = eas.ProxyDomainName, ProxyContract()
	}
	return domain
}
