Feature: MsgRevokeEndorsement takes a word back

  Background:
    Given ada is a provider with attributes "region=eu"
    And carl endorses "region=eu" of ada

  Scenario: taken back
    When carl revokes "region" of ada
    Then it succeeds
    And the events are: EventEndorsementRevoked
    And ada does not match "region=eu" endorsed by carl: region=eu of {ada} by {carl}: required attribute not endorsed

  Scenario: a word that was not given
    When dora revokes "region" of ada
    Then it fails with: {dora} did not endorse "region" of {ada}: endorsement not found

  Scenario: another attribute
    When carl revokes "gpu" of ada
    Then it fails with: {carl} did not endorse "gpu" of {ada}: endorsement not found

  Scenario: a word for a provider that is gone can be taken back
    Given ada deregisters
    And the block at height 403201 ends
    When carl revokes "region" of ada
    Then it succeeds
