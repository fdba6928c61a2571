// A resolver as a CosmWasm contract, for tests. It looks at the subjects of what is attested or revoked and does what they ask for:
// it agrees, refuses, loops, panics, fills the memory, or tries to spend what it does not have. It needs nothing of its host.
//
// Built as README.md says. The interface is CosmWasm's: https://github.com/CosmWasm/cosmwasm/blob/main/README.md#implementing-the-smart-contract

// top is where free memory begins. The language's own allocator would need code that runs before the contract is called, and nothing
// has gas then.
let top: u32 = 0;

function take(size: u32): u32 {
  if (top == 0) top = u32(__heap_base);
  const at = (top + 7) & ~7;
  top = at + size;
  while (top > u32(memory.size()) << 16) {
    if (memory.grow(1) < 0) unreachable();
  }
  return at;
}

// A region is what the host and the contract pass each other: where bytes are, how much room there is, how many there are.
function region(offset: u32, capacity: u32, length: u32): u32 {
  const at = take(12);
  store<u32>(at, offset);
  store<u32>(at + 4, capacity);
  store<u32>(at + 8, length);
  return at;
}

// letter is one of a text, which is ASCII.
function letter(text: string, i: i32): u8 {
  return u8(load<u16>(changetype<usize>(text) + (usize(i) << 1)));
}

function reply(text: string): u32 {
  const at = take(text.length);
  for (let i = 0; i < text.length; i++) store<u8>(at + i, letter(text, i));
  return region(at, text.length, text.length);
}

// holds is whether the region has the text in it.
function holds(message: u32, text: string): bool {
  const from = load<u32>(message);
  const length = i32(load<u32>(message + 8));
  for (let i = 0; i + text.length <= length; i++) {
    let same = true;
    for (let j = 0; same && j < text.length; j++) {
      same = load<u8>(from + i + j) == letter(text, j);
    }
    if (same) return true;
  }
  return false;
}

export function interface_version_8(): void {}

export function allocate(size: u32): u32 {
  return region(take(size), size, 0);
}

export function deallocate(_at: u32): void {}

export function instantiate(_env: u32, _info: u32, _message: u32): u32 {
  return reply('{"ok":{"messages":[],"attributes":[],"events":[]}}');
}

export function execute(_env: u32, _info: u32, message: u32): u32 {
  if (!holds(message, '{"attest":') && !holds(message, '{"revoke":')) {
    return reply('{"error":"I only resolve attestations"}');
  }
  if (holds(message, '"subject":"did:web:refuse')) {
    return reply('{"error":"this subject is not welcome"}');
  }
  if (holds(message, '"subject":"did:web:no')) {
    return reply('{"ok":{"messages":[],"attributes":[],"events":[],"data":"ZmFsc2U="}}'); // false
  }
  if (holds(message, '{"revoke":') && holds(message, '"subject":"did:web:stands')) {
    return reply('{"error":"this one stands"}');
  }
  if (holds(message, '"subject":"did:web:loop')) {
    for (let i: u64 = 0; i >= 0; i++) store<u64>(message, i);
  }
  if (holds(message, '"subject":"did:web:panic')) unreachable();
  if (holds(message, '"subject":"did:web:memory')) {
    while (memory.grow(1) >= 0) {}
    unreachable();
  }
  if (holds(message, '"subject":"did:web:spend')) {
    return reply(
      '{"ok":{"messages":[{"id":0,"msg":{"bank":{"send":{"to_address":"surety1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq04wjr9","amount":[{"denom":"usure","amount":"1000000"}]}}},"gas_limit":null,"reply_on":"never","payload":""}],"attributes":[],"events":[]}}',
    );
  }
  return reply('{"ok":{"messages":[],"attributes":[],"events":[]}}');
}

// query agrees to one signature only, the bytes "yes".
export function query(_env: u32, message: u32): u32 {
  if (holds(message, '{"is_valid_signature":') && holds(message, '"signature":"eWVz"')) {
    return reply('{"ok":"eyJ2YWxpZCI6dHJ1ZX0="}'); // {"valid":true}
  }
  return reply('{"ok":"eyJ2YWxpZCI6ZmFsc2V9"}'); // {"valid":false}
}
