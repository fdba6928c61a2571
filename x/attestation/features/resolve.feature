Feature: resolvers
  A schema's resolver is asked before anything is attested or revoked under it. It may veto, take the value that is paid to it, and spend
  what is its own. It runs with a bounded amount of gas, and whatever it does wrong is a refusal of the message and nothing else.

  Scenario: a contract agrees and is paid
    Given bob has "100usure"
    And ada registers "bool x" as A, revocable, resolver {agreeable}
    When bob attests a1 under A of "did:web:x", value 30
    Then agreeable holds "30usure"
    And bob holds "70usure"
    And the contract was asked: {"attest":{"attestations":[{"uid":"<a1>","schema":"<A>","attester":"{bob}","subject":"did:web:x","verdict":1,"time":"1767225601","expiration_time":"0","revocable":false,"ref_uid":"","data":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE=","eas_attester":"<eth of bob>","eas_recipient":"0x0000000000000000000000000000000000000000","value":"30"}]}}

  Scenario: a contract says no
    Given ada registers "bool x" as A, resolver {refuser}
    And ada registers "bool x" as B, resolver {grumbler}
    When bob attests a1 under A
    Then it is refused: {refuser} says no: resolver refused
    When bob attests a1 under B
    Then it is refused: not today: resolver refused
    And 0 attestations are found by schema "A"

  Scenario: a contract panics, loops, overspends or calls itself
    Given bob has "100usure"
    And ada registers "bool x" as A, resolver {panicker}
    And ada registers "bool x" as B, resolver {looper}
    And ada registers "bool x" as C, resolver {spender}
    And ada registers "bool x" as D, revocable, resolver {recurser}
    When bob attests a1 under A
    Then it is refused: panic: I broke: resolver refused
    When bob attests a1 under B
    Then it is refused: it used more than 1000000 gas: resolver refused
    When bob attests a1 under C, value 30
    Then it is refused: spendable balance 30usure is smaller than 60usure: insufficient funds: resolver refused
    And bob holds "100usure"
    When bob attests a1 under D
    Then it is refused: resolvers call one another more than 2 deep: resolver refused

  Scenario: a value for nobody, or more than there is
    Given ada registers "bool x" as A
    And ada registers "bool x" as B, resolver {agreeable}
    And ada registers "bool x" as C, resolver native:irrevocable
    When bob attests a1 under A, value 1
    Then it is refused: 1usure for a schema without a resolver; leave the value out: invalid value
    When bob attests a1 under A, value -1
    Then it is refused: -1 is negative: invalid value
    When bob attests a1 under B, value 1
    Then it is refused: spendable balance 0usure is smaller than 1usure: insufficient funds: resolver refused
    When bob has "1usure"
    And bob attests a1 under C, value 1
    Then it is refused: 1usure for a resolver that takes nothing; leave the value out: invalid value

  Scenario: a resolver of another chain
    Given ada registers "bool x" as A, resolver 0x1234567890123456789012345678901234567890
    When bob attests a1 under A
    Then it is refused: 0x1234567890123456789012345678901234567890 is on another chain; what is attested under schema <A> stays off this one: invalid resolver

  Scenario: only some attesters
    Given ada registers "bool x" as A, resolver native:attesters:{bob},{carl}
    When carl attests a1 under A
    Then it succeeds
    When eve attests a2 under A
    Then it is refused: {eve} is not among those who may attest: resolver refused

  Scenario: only one recipient
    Given ada registers "bool x" as A, resolver native:recipient:{carl}
    When bob attests a1 under A of "carl"
    Then it succeeds
    When bob attests a2 under A of "did:web:x"
    Then it is refused: the subject is "did:web:x", it must be {carl}: resolver refused

  Scenario: only what expires
    Given ada registers "bool x" as A, revocable, resolver native:expiring:60
    When bob attests a1 under A, expiring 60, revocable
    And bob revokes a1
    Then it succeeds
    When bob attests a2 under A, expiring 61
    Then it is refused: it expires at 1767225662, it must within 60 seconds of 1767225601: resolver refused
    When bob attests a2 under A
    Then it is refused: it expires at 0, it must within 60 seconds of 1767225601: resolver refused

  Scenario: never revoked
    Given ada registers "bool x" as A, revocable, resolver native:irrevocable
    When bob attests a1 under A, revocable
    And bob revokes a1
    Then it is refused: what was attested here stands: resolver refused
    And a1 is live

  Scenario: only about what is live
    Given ada registers "bool x" as A, revocable
    And ada registers "bool y" as B, resolver native:reference
    And bob attests a1 under A, revocable
    When carl attests a2 under B, about <a1>
    Then it succeeds
    When bob revokes a1
    And carl attests a3 under B, about <a1>
    Then it is refused: <a1> is revoked or expired: resolver refused
    When carl attests a3 under B
    Then it is refused: it must refer to another attestation: resolver refused

  Scenario: a fee
    Given bob has "100usure"
    And ada registers "bool x" as A, revocable, resolver native:fee:40:{carl}
    When bob attests a1 under A, value 40, revocable
    Then carl holds "40usure"
    When bob attests a2 under A, value 39
    Then it is refused: 39 was given, each attestation pays 40: invalid value
    And bob holds "60usure"
    When bob revokes a1
    Then it succeeds
