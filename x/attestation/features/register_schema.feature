Feature: MsgRegisterSchema
  A schema has EAS's identifier: the hash of its text, its resolver and whether it is revocable. Whoever registers it first has no rights
  over it. A name belongs to who gives it, and under a name a new schema supersedes the one before.

  Scenario: a schema of EAS's own
    When ada registers "bool hasPhoneNumber, bytes32 phoneHash" as A, revocable
    Then the events are: EventSchemaRegistered
    And A is 0x8e72f5bc0a8d4be6aa98360baa889040c50a0e51f32dbf0baa5199bd93472ebc

  Scenario: a schema of EAS's with a resolver of another chain
    When ada registers "bytes32 artifactDigest, string role, uint64 version" as A, revocable, resolver 0x1234567890123456789012345678901234567890
    Then A is 0x59cf75c5c283dc43b942b766373b6048055f59386bfe1c0548a46761223c8061
    When bob attests a1 under A, zeros 32
    Then it is refused: schema "bytes32 artifactDigest, string role, uint64 version": data does not fit the schema: the data ends too early: data does not fit the schema

  Scenario: twice
    Given ada registers "bool x" as A
    When bob registers "bool x" as B
    Then it is refused: <A>; use it as it is, or give it a name of yours: schema exists

  Scenario: versions of a name
    Given ada registers "bool x" as A, name audit/model
    And ada registers "bool x, string why" as B, name audit/model
    Then the events are: EventSchemaRegistered, EventSchemaNamed
    And A is version 1 of "audit/model" of ada
    And B is version 2 of "audit/model" of ada
    And B is version 0 of "audit/model" of ada
    When ada registers "bool x, string why" as B, name audit/model
    Then it is refused: <B> is version 2 of audit/model already: schema exists

  Scenario: somebody else's schema under a name of one's own
    Given ada registers "bool x" as A, name audit/model
    When eve registers "bool x" as B, name audit/model
    Then the events are: EventSchemaNamed
    And A is version 1 of "audit/model" of eve
    And A is version 1 of "audit/model" of ada

  Scenario: names that imitate others
    When eve registers "bool x" as A, name Audit
    Then it is refused: "Audit"; a name has 1 to 64 lower-case letters, digits and -_./: invalid name
    When eve registers "bool x" as A, name аudit
    Then it is refused: "аudit"; a name has 1 to 64 lower-case letters, digits and -_./: invalid name

  Scenario: schemas that are none
    When ada registers "bool x," as A
    Then it is refused: not a schema: at byte 7: a type is missing: invalid schema
    When ada registers "uint7 x" as A
    Then it is refused: not a schema: at byte 0: "uint7" is no type; use uint8 to uint256, int8 to int256, address, bool, bytes1 to bytes32, bytes, string, (tuples) and arrays[]: invalid schema
    When governance sets max_schema_bytes to 5
    And ada registers "bool x" as A
    Then it is refused: 6 bytes, at most 5 are possible: invalid schema

  Scenario: resolvers that are none
    When ada registers "bool x" as A, resolver native:nobody
    Then it is refused: there is no native resolver "nobody": invalid resolver
    When ada registers "bool x" as A, resolver {bob}
    Then it is refused: {bob} is no contract; write 0x and 40 hex digits for a resolver of another chain: invalid resolver
    When ada registers "bool x" as A, resolver native:expiring:soon
    Then it is refused: "soon" is no number of seconds: invalid resolver
    When ada registers "bool x" as A, resolver native:fee:0:{bob}
    Then it is refused: "0" is no amount; write native:fee:AMOUNT:ADDRESS: invalid resolver
    When ada registers "bool x" as A, resolver native:fee:5:{the attestation}
    Then it is refused: {the attestation} does not receive coins: invalid resolver
    When ada registers "bool x" as A, resolver native:attesters:{bob},bob
    Then it is refused: "bob" is no address: decoding bech32 failed: invalid bech32 string length 3: invalid resolver
    When ada registers "bool x" as A, resolver native:irrevocable:x
    Then it is refused: "x": this resolver has no arguments: invalid resolver

  # The identifier holds twenty bytes of a resolver. Whoever registers these alone, so that nobody can attest, does not keep the schema from those who use it.
  Scenario: the address of a contract alone gives way to the contract
    Given eve registers "bool x" as A, revocable, resolver 0x0000000000000000000000000000000000000001
    And bob registers "bool x" as B, revocable, resolver <eth of agreeable>
    When ada registers "bool x" as C, revocable, resolver {agreeable}
    Then C has the resolver "{agreeable}"
