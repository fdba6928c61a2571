// Package spec checks that a module's README and command line say everything that its protocol has.
package spec

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	gogoproto "github.com/cosmos/gogoproto/proto"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	autocliv1 "cosmossdk.io/api/cosmos/autocli/v1"
	msgv1 "cosmossdk.io/api/cosmos/msg/v1"
)

const maxLines = 300

// headings are the sections of a module's README, in order.
var headings = []string{
	"Purpose", "Words", "State", "State machines", "Messages", "Block work", "Money", "Invariants", "Params", "Threats",
	"Queries and CLI", "Genesis",
}

// RequireREADME requires that the README in the current folder has every section, names every message, event, parameter, query and
// error of the module, has the measured gas ("Gas: 1234") of each message, and links only to what exists. protoPackage is the module's, such as surety.market.v1.
func RequireREADME(t *testing.T, protoPackage string) {
	t.Helper()
	raw, err := os.ReadFile("README.md")
	require.NoError(t, err)
	text := string(raw)
	require.LessOrEqual(t, strings.Count(text, "\n"), maxLines, "README.md is too long")
	position := 0
	for _, heading := range headings {
		found := strings.Index(text[position:], "\n## "+heading+"\n")
		require.GreaterOrEqual(t, found, 0, "README.md has no section %q after the one before it", heading)
		position += found
	}
	for _, name := range append(protocolNames(t, protoPackage), errorNames(t)...) {
		require.Regexp(t, `\b`+name+`\b`, text, "README.md does not say what %s is", name)
	}
	for name, gas := range goldenGas(t) {
		require.True(t, strings.Contains(text, fmt.Sprintf("Gas: %d", gas)), "README.md does not say that %s costs %d gas", name, gas)
	}
	requireTests(t, text)
	for _, link := range regexp.MustCompile(`\]\(([^)#:]+)\)`).FindAllStringSubmatch(text, -1) {
		_, err := os.Stat(filepath.FromSlash(link[1]))
		require.NoError(t, err, "README.md links to %s", link[1])
	}
}

// requireTests requires that every test which the text names is there, in the module or among the tests of the whole chain.
func requireTests(t *testing.T, text string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("*", "*_test.go"))
	require.NoError(t, err)
	whole, err := filepath.Glob(filepath.Join("..", "..", "app", "*_test.go"))
	require.NoError(t, err)
	files = append(files, whole...)
	var code strings.Builder
	for _, file := range files {
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		code.Write(raw)
	}
	for _, name := range regexp.MustCompile(`\bTest[A-Z]\w+`).FindAllString(text, -1) {
		require.True(t, strings.Contains(code.String(), "func "+name+"("), "README.md names %s, a test that is not there", name)
	}
}

// goldenGas reads what testutil/golden wrote.
func goldenGas(t *testing.T) map[string]uint64 {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("keeper", "testdata", "gas.json"))
	require.NoError(t, err)
	gas := map[string]uint64{}
	require.NoError(t, json.Unmarshal(raw, &gas))
	return gas
}

// protocolNames lists messages, events, queries and parameters.
func protocolNames(t *testing.T, protoPackage string) []string {
	t.Helper()
	var names []string
	for _, service := range []string{"Msg", "Query"} {
		methods := serviceOf(t, protoPackage+"."+service).Methods()
		for i := range methods.Len() {
			names = append(names, string(methods.Get(i).Name()))
		}
	}
	gogoproto.HybridResolver.RangeFiles(func(file protoreflect.FileDescriptor) bool {
		if string(file.Package()) != protoPackage {
			return true
		}
		for i := range file.Messages().Len() {
			message := file.Messages().Get(i)
			if strings.HasPrefix(string(message.Name()), "Event") {
				names = append(names, string(message.Name()))
			}
			if message.Name() == "Params" {
				for field := range message.Fields().Len() {
					names = append(names, string(message.Fields().Get(field).Name()))
				}
			}
		}
		return true
	})
	return names
}

var registered = regexp.MustCompile(`(?m)^\s*(Err\w+)\s*=\s*errorsmod\.Register`)

func errorNames(t *testing.T) []string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("types", "errors.go"))
	require.NoError(t, err)
	var names []string
	for _, match := range registered.FindAllStringSubmatch(string(raw), -1) {
		names = append(names, match[1])
	}
	require.NotEmpty(t, names, "types/errors.go registers no errors")
	return names
}

func serviceOf(t *testing.T, name string) protoreflect.ServiceDescriptor {
	t.Helper()
	descriptor, err := gogoproto.HybridResolver.FindDescriptorByName(protoreflect.FullName(name))
	require.NoError(t, err)
	service, is := descriptor.(protoreflect.ServiceDescriptor)
	require.True(t, is, name)
	return service
}

// RequireCLI requires that every query and message has a command with a short help and, where it takes arguments, an example, that every
// argument is a field, and that every other field is a flag with a usage text.
func RequireCLI(t *testing.T, options *autocliv1.ModuleOptions) {
	t.Helper()
	for _, commands := range []*autocliv1.ServiceCommandDescriptor{options.Query, options.Tx} {
		methods := serviceOf(t, commands.Service).Methods()
		described := map[string]bool{}
		for _, command := range commands.RpcCommandOptions {
			method := methods.ByName(protoreflect.Name(command.RpcMethod))
			require.NotNil(t, method, "%s has no %s", commands.Service, command.RpcMethod)
			require.False(t, described[command.RpcMethod], "%s is described twice", command.RpcMethod)
			described[command.RpcMethod] = true
			require.NotEmpty(t, command.Use, command.RpcMethod)
			require.NotEmpty(t, command.Short, command.RpcMethod)
			for _, arg := range command.PositionalArgs {
				require.NotNil(t, method.Input().Fields().ByName(protoreflect.Name(arg.ProtoField)), "%s has no field %s", command.RpcMethod, arg.ProtoField)
				require.NotEmpty(t, command.Example, "%s takes arguments and shows no example", command.RpcMethod)
			}
			requireFlags(t, method, command)
			require.Equal(t, len(command.PositionalArgs), strings.Count(command.Use, "["), "arguments in %q", command.Use)
		}
		require.Len(t, described, methods.Len(), "%s: every method has a command", commands.Service)
	}
}

// requireFlags requires a usage text for every field that is neither an argument nor the signer nor the page.
func requireFlags(t *testing.T, method protoreflect.MethodDescriptor, command *autocliv1.RpcCommandOptions) {
	t.Helper()
	known := map[string]bool{"pagination": true}
	for _, arg := range command.PositionalArgs {
		known[arg.ProtoField] = true
	}
	signers, is := proto.GetExtension(method.Input().Options(), msgv1.E_Signer).([]string)
	require.True(t, is)
	for _, signer := range signers {
		known[signer] = true
	}
	for i := range method.Input().Fields().Len() {
		field := string(method.Input().Fields().Get(i).Name())
		require.True(t, known[field] || command.FlagOptions[field].GetUsage() != "", "%s: the flag for %s has no usage", command.RpcMethod, field)
	}
}
