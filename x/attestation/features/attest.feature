Feature: MsgAttest
  An attestation has EAS's identifier, and data that fits its schema exactly. Its subject is an account, an artefact, a DID, a URI, or
  nothing. It says that something is so, is not so, or was not evaluated, and may end by itself.

  Background:
    Given ada registers "bool x" as A, revocable
    And ada registers "bool y" as I

  Scenario: about each kind of subject
    When bob attests a1 under A of "carl", revocable
    Then the events are: EventAttested
    When bob attests a2 under A of "artefact:3f9a"
    And bob attests a3 under A of "did:web:example.com"
    And bob attests a4 under A of "https://example.com/model?v=1"
    And bob attests a5 under A
    And bob attests a6 under A of "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
    Then 6 attestations are found by schema "A"
    And 6 attestations are found by attester "bob"
    And 0 attestations are found by attester "bob" under I
    And 1 attestations are found by subject "carl"
    And 1 attestations are found by subject "did:web:example.com" under A by bob
    And 1 attestations are found by subject "artefact:3f9a" under A
    And 1 attestations are found by subject "0x70997970c51812dc3a010c7d01b50e0d17dc79c8"

  Scenario: subjects that are none
    When bob attests a1 under A of "did:web"
    Then it is refused: "did:web" is no DID; write did:METHOD:ID: invalid subject
    When bob attests a1 under A of "artefact:A"
    Then it is refused: "A" is no artefact's id; it has 1 to 128 lower-case letters, digits and -_./: invalid subject
    When bob attests a1 under A of "https://exаmple.com"
    Then it is refused: "https://exаmple.com" has characters that a URI cannot have; escape them: invalid subject
    When bob attests a1 under A of "HTTPS://example.com"
    Then it is refused: "HTTPS" is no scheme; it begins with a lower-case letter and has lower-case letters, digits and +-.: invalid subject
    When bob attests a1 under A of "0x7099"
    Then it is refused: "0x7099": not 0x and hex digits: 4 digits, 40 are needed: invalid subject
    When bob attests a1 under A of "surety1x"
    Then it is refused: "surety1x" is no account, and no artefact:ID, did:METHOD:ID or URI: decoding bech32 failed: invalid separator index 6: invalid subject

  Scenario: data that does not fit
    When bob attests a1 under A, data 0x01
    Then it is refused: schema "bool x": data does not fit the schema: the data ends too early: data does not fit the schema
    When bob attests a1 under A, zeros 64
    Then it is refused: schema "bool x": data does not fit the schema: 32 bytes are left over after the last field: data does not fit the schema
    When bob attests a1 under A, data 0x0000000000000000000000000000000000000000000000000000000000000002
    Then it is refused: schema "bool x": data does not fit the schema: field 1 "x": a bool is neither 0 nor 1: data does not fit the schema
    When governance sets max_data_bytes to 31
    And bob attests a1 under A
    Then it is refused: 32 bytes, at most 31 are possible: data does not fit the schema

  Scenario: a schema that nobody registered
    When bob attests a1 under Z
    Then it is refused: <digest Z>; register it first: schema not found

  Scenario: the end of an attestation
    When bob attests a1 under A of "carl", expiring 5
    Then bob says "verified" of "carl" under A
    When 5 seconds pass
    Then bob says "nothing" of "carl" under A
    When bob attests a2 under A, expiring 0
    Then it is refused: 1767225606 is not after the block's time 1767225606; use a later second, or 0 for never: invalid expiration time

  Scenario: revocable only where the schema allows it
    When bob attests a1 under I, revocable
    Then it is refused: schema <I> does not allow revocable attestations: not revocable

  Scenario: references
    When bob attests a1 under A, about <digest nothing>
    Then it is refused: <digest nothing>: referenced attestation not found
    When bob attests a1 under A, revocable
    And bob revokes a1
    And carl attests a2 under A, about <a1>
    Then 1 attestations are found by reference "a1"

  Scenario: what an attester says counts by its newest word
    Given bob attests a1 under A of "carl"
    And dora attests a2 under A of "carl", verdict 2
    Then bob says "verified" of "carl" under A
    And dora says "denied" of "carl" under A
    And eve says "nothing" of "carl" under A
    When bob attests a3 under A of "carl", verdict 3, revocable
    Then bob says "not evaluated" of "carl" under A
    When bob revokes a3
    Then bob says "verified" of "carl" under A
    When bob attests a4 under A of "carl", verdict 4
    Then it is refused: 4; use 1 for verified, 2 for denied, 3 for not evaluated: invalid verdict

  Scenario: the same words in the same second
    When bob attests a1 under A
    And bob attests a2 under A
    And bob attests a3 under A
    Then a1 has bump 0
    And a2 has bump 1
    And a3 has bump 2
    When 1 seconds pass
    And bob attests a4 under A
    Then a4 has bump 0
