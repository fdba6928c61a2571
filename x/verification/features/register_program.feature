Feature: MsgRegisterProgram puts a program on chain

  A program is refused, with the node named, if one of its elements could not be proved within the limits: the court must be able to
  judge every number that a receipt claims.

  Scenario: a new program
    Given the limits are the defaults
    When "maker" registers another program
    Then it succeeds
    And there are 2 programs

  Scenario: the same program again
    When "maker" registers the same program
    Then it fails with "program exists"

  Scenario: an element that cannot be proved
    Given elements may need 1500 bytes of proof
    When "maker" registers another program
    Then it fails with "node 1 "conv""

  Scenario: bytes that are no program
    When "maker" registers the bytes "not a graph"
    Then it fails with "invalid program"

  Scenario: too many bytes
    Given graphs may have 10 bytes
    When "maker" registers another program
    Then it fails with "the most is 10"

  Scenario: outputs too large to be demanded
    Given outputs may have 20 bytes
    When "maker" registers another program
    Then it fails with "the outputs are over the 20 bytes that can be demanded on chain"
