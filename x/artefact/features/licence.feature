Feature: MsgSetGate, MsgRequestLicence and MsgGrantLicence say who may decrypt

  The content is encrypted with age, off the chain. A licence holds the file key, encrypted to the licensee. Whether a capsule opens the
  content only the licensee can tell.

  Background:
    Given ada registers MODEL "ada/secret"
    And bob has "1000usure"

  Rule: a licence is paid for or free

    Scenario: paid
      Given ada gates "ada/secret" for "300usure"
      When bob requests a licence of "ada/secret" for at most "300usure"
      Then it succeeds
      And the events are: EventLicenceRequested
      And bob holds "700usure"
      When ada grants bob a licence of "ada/secret"
      Then the events are: EventLicenceGranted
      And bob may decrypt "ada/secret"
      And ada holds "300usure"

    Scenario: free, without asking
      Given ada gates "ada/secret" for "300usure"
      When ada grants carl a licence of "ada/secret"
      Then carl may decrypt "ada/secret"
      And ada holds "0usure"

    Scenario: dearer than allowed
      Given ada gates "ada/secret" for "300usure"
      When bob requests a licence of "ada/secret" for at most "299usure"
      Then it fails with: a licence costs 300usure, at most 299usure was allowed: price is higher than allowed

    Scenario: money that is not there
      Given ada gates "ada/secret" for "3000usure"
      When bob requests a licence of "ada/secret" for at most "3000usure"
      Then it fails with: spendable balance 1000usure is smaller than 3000usure: insufficient funds

    Scenario: not gated
      When bob requests a licence of "ada/secret" for at most "300usure"
      Then it is refused: "[ada/secret]": artefact is not gated

    Scenario: a key that is none
      Given ada gates "ada/secret" for "300usure"
      When bob requests a licence of "ada/secret" for the key "age1bob"
      Then it fails with: "age1bob" is no age public key such as age1...; `surety artefact keygen` makes one: invalid grant

    Scenario: twice
      Given ada gates "ada/secret" for "300usure"
      And bob requests a licence of "ada/secret" for at most "300usure"
      When bob requests a licence of "ada/secret" for at most "300usure"
      Then it is refused: [ada/secret] of {bob}; wait until it is granted or expires: licence is requested already

  Rule: a request that nobody grants goes back

    Scenario: in time
      Given ada gates "ada/secret" for "300usure"
      And bob requests a licence of "ada/secret" for at most "300usure"
      When the block at height 86400 ends
      Then no event is emitted
      When the block at height 86401 ends
      Then the block's events are: EventRequestExpired
      And bob holds "1000usure"
      When ada grants bob a licence of "ada/secret"
      Then ada holds "0usure"

  Rule: only the owner or the gate's releaser grants

    Scenario: a stranger
      Given ada gates "ada/secret" for "300usure"
      When carl grants carl a licence of "ada/secret"
      Then it is refused: {carl} cannot grant licences of [ada/secret]: not the owner

    Scenario: a releaser, and the owner is paid
      Given ada gates "ada/secret" for "300usure" with the releaser dora
      And bob requests a licence of "ada/secret" for at most "300usure"
      When dora grants bob a licence of "ada/secret"
      Then bob may decrypt "ada/secret"
      And ada holds "300usure"

    Scenario: for another key than was asked for
      Given ada gates "ada/secret" for "300usure"
      And bob requests a licence of "ada/secret" for at most "300usure"
      When ada grants bob a licence of "ada/secret" for another key
      Then it fails with: the request names the recipient age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p: invalid grant
      And bob may not decrypt "ada/secret"

    Scenario: no capsule
      Given ada gates "ada/secret" for "300usure"
      When ada grants bob a licence of "ada/secret" with no capsule
      Then it fails with: the capsule is no age file: invalid grant

    Scenario: a licence does not change
      Given ada gates "ada/secret" for "300usure"
      And ada grants bob a licence of "ada/secret"
      When ada grants bob a licence of "ada/secret"
      Then it is refused: [ada/secret] of {bob}: licence is granted already

    Scenario: content encrypted anew needs a new licence
      Given ada gates "ada/secret" for "300usure"
      And ada grants bob a licence of "ada/secret"
      And ada gates "ada/secret" anew for "5usure"
      When bob requests a licence of "ada/secret" for at most "5usure"
      Then it succeeds
      When ada grants bob a licence of "ada/secret"
      Then it succeeds

  Rule: a gate is well formed

    Scenario: no hash
      When ada gates "ada/secret" with a root that is wrong
      Then it fails with: ciphertext_root is "https://example.com", 64 hex digits are needed: invalid gate

    Scenario: no location
      When ada gates "ada/secret" with a location that is wrong
      Then it fails with: location "not a location" is no URI such as https://host/path, of at most 256 bytes of ASCII: invalid gate

    Scenario: somebody else's
      When bob gates "ada/secret" for "1usure"
      Then it is refused: [ada/secret] belongs to {ada}, not to {bob}: not the owner
