package app

import (
	"strings"

	"github.com/cosmos/gogoproto/proto"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/reflect/protoreflect"

	errorsmod "cosmossdk.io/errors"

	sdk "github.com/cosmos/cosmos-sdk/types"
	sdkerrors "github.com/cosmos/cosmos-sdk/types/errors"
)

const (
	// MaxAnyDepth is how many google.protobuf.Any may lie inside one another in a transaction. A governance
	// proposal that executes for another account needs 4. The SDK's decoder gives up too, but only after it has
	// gone through up to 10,000 levels, at each of which it reads the rest of the bytes again.
	MaxAnyDepth = 8
	// maxMessageDepth bounds plain nested messages, the Any levels included.
	maxMessageDepth = 64

	anyName       = protoreflect.FullName("google.protobuf.Any")
	anyTypeURL    = 1
	anyValue      = 2
	txRawBody     = 1
	txRawAuthInfo = 2
)

// depthLimited refuses a transaction nested deeper than MaxAnyDepth before decode sees it.
func depthLimited(decode sdk.TxDecoder) sdk.TxDecoder {
	return func(bz []byte) (sdk.Tx, error) {
		if err := checkTxDepth(bz); err != nil {
			return nil, errorsmod.Wrap(sdkerrors.ErrTxDecode, err.Error())
		}
		return decode(bz)
	}
}

// checkTxDepth walks the body and the auth info of an encoded TxRaw. It reports nesting only: bytes that are not
// well-formed are left for the decoder to refuse with its own reason.
func checkTxDepth(bz []byte) error {
	parts := map[protowire.Number]protoreflect.FullName{
		txRawBody: "cosmos.tx.v1beta1.TxBody", txRawAuthInfo: "cosmos.tx.v1beta1.AuthInfo",
	}
	return eachBytesField(bz, func(num protowire.Number, value []byte) error {
		name, ok := parts[num]
		if !ok {
			return nil
		}
		return checkNamedDepth(name, value, 0, 0)
	})
}

func checkNamedDepth(name protoreflect.FullName, bz []byte, anys, depth int) error {
	found, err := proto.HybridResolver.FindDescriptorByName(name)
	if err != nil {
		return nil //nolint:nilerr // an unknown type is the decoder's to refuse; there is nothing to walk here
	}
	desc, ok := found.(protoreflect.MessageDescriptor)
	if !ok {
		return nil
	}
	return checkDepth(desc, bz, anys, depth)
}

func checkDepth(desc protoreflect.MessageDescriptor, bz []byte, anys, depth int) error {
	if anys > MaxAnyDepth || depth > maxMessageDepth {
		return errorsmod.Wrapf(sdkerrors.ErrInvalidRequest,
			"messages are nested more than %d deep: send the inner message by itself", MaxAnyDepth)
	}
	return eachBytesField(bz, func(num protowire.Number, value []byte) error {
		field := desc.Fields().ByNumber(num)
		if field == nil || field.Message() == nil {
			return nil
		}
		if field.Message().FullName() == anyName {
			return checkAnyDepth(value, anys+1, depth+1)
		}
		return checkDepth(field.Message(), value, anys, depth+1)
	})
}

func checkAnyDepth(bz []byte, anys, depth int) error {
	var url string
	var inner []byte
	err := eachBytesField(bz, func(num protowire.Number, value []byte) error {
		if num == anyTypeURL {
			url = string(value)
		}
		if num == anyValue {
			inner = value
		}
		return nil
	})
	if err != nil {
		return err
	}
	name := protoreflect.FullName(url[strings.LastIndexByte(url, '/')+1:])
	return checkNamedDepth(name, inner, anys, depth)
}

// eachBytesField calls visit with every length-delimited field of an encoded message and stops at the first byte
// that is not a field.
func eachBytesField(bz []byte, visit func(protowire.Number, []byte) error) error {
	for len(bz) > 0 {
		num, kind, n := protowire.ConsumeTag(bz)
		if n < 0 {
			return nil
		}
		bz = bz[n:]
		if kind != protowire.BytesType {
			if n = protowire.ConsumeFieldValue(num, kind, bz); n < 0 {
				return nil
			}
			bz = bz[n:]
			continue
		}
		value, n := protowire.ConsumeBytes(bz)
		if n < 0 {
			return nil
		}
		if err := visit(num, value); err != nil {
			return err
		}
		bz = bz[n:]
	}
	return nil
}
