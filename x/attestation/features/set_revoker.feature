Feature: MsgSetRevoker
  An attester appoints accounts that may revoke for it, under one schema or under all.

  Background:
    Given ada registers "bool x" as A, revocable
    And ada registers "bool y" as B, revocable
    And bob attests a1 under A, revocable
    And bob attests a2 under B, revocable

  Scenario: under all schemas
    When bob appoints carl
    Then the events are: EventRevokerSet
    When carl revokes a1, a2 as ceased
    Then a1 was revoked by carl as ceased

  Scenario: under one schema
    When bob appoints carl under A
    And carl revokes a2
    Then it is refused: {bob} attested, and did not appoint {carl}: not allowed to revoke
    When carl revokes a1
    Then it succeeds

  Scenario: dismissed
    Given bob appoints carl
    When bob dismisses carl
    And carl revokes a1
    Then it is refused: {bob} attested, and did not appoint {carl}: not allowed to revoke

  Scenario: what changes nothing
    When bob appoints bob
    Then it is refused: an attester revokes without being appointed: invalid revoker
    When bob dismisses carl
    Then it is refused: {carl}: appointed is false already: invalid revoker
    When bob appoints carl
    And bob appoints carl
    Then it is refused: {carl}: appointed is true already: invalid revoker
