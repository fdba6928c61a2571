package app

import "github.com/cosmos/cosmos-sdk/types/module"

// suretyOrder is the order in which the chain's own modules start, begin and end a block: bottom to top.
func suretyOrder() []string { return nil }

func suretyModules(_ *Keepers, _ Encoding) []module.AppModule { return nil }
