Feature: MsgRegisterProvider makes a provider of the signer

  A provider pays in a first bond of at least min_bond, in the bond denomination. The whole of it is free. The bond is held in a
  sub-account of the provider's own. The record says how to reach the provider and which key signs its receipts.

  Background:
    Given ada has "5000000usure"

  Rule: a first bond is paid in

    Scenario: the least bond
      When ada registers with bond "1000000usure"
      Then it succeeds
      And the events are: EventProviderRegistered
      And ada holds "4000000usure"
      And ada's bond is 1000000 free, 0 allocated, 0 unbonding

    Scenario: too small
      When ada registers with bond "999999usure"
      Then it fails with: 999999usure, at least 1000000usure is needed: bond too small
      And ada is no provider

    Scenario: another denomination
      When ada registers with bond "1000000uother"
      Then it fails with: 1000000uother, bonds are in usure: invalid bond

    Scenario: nothing
      When ada registers with bond "0usure"
      Then it fails with: the amount is 0usure, it must be at least 1: invalid bond

    Scenario: money that is not there
      When ada registers with bond "5000001usure"
      Then it fails with: spendable balance 5000000usure is smaller than 5000001usure: insufficient funds
      And ada is no provider

  Rule: an account is one provider

    Scenario: twice
      Given ada registers with bond "1000000usure"
      When ada registers with bond "1000000usure"
      Then it fails with: {ada}; one that is leaving can register again when its last unbonding is paid out: provider exists

    Scenario: while the last bond is on its way out
      Given ada registers with bond "1000000usure"
      And ada deregisters
      When ada registers with bond "1000000usure"
      Then it fails with: {ada}; one that is leaving can register again when its last unbonding is paid out: provider exists

    Scenario: again, after everything was paid out
      Given ada registers with bond "1000000usure"
      And ada deregisters
      And the block at height 403201 ends
      When ada registers with bond "1000000usure"
      Then it succeeds
      And ada's bond is 1000000 free, 0 allocated, 0 unbonding

  Rule: what a provider says of itself is well formed

    Scenario Outline: a field that is not
      When ada registers with <field> "<value>"
      Then it fails with: <error>

      Examples:
        | field       | value                            | error                                                                                                              |
        | moniker     |                                  | moniker has 0 bytes, it must have 1 to 70: invalid provider profile                                                |
        | endpoint    | gpu.example.com                  | endpoint "gpu.example.com" is no URL like https://host:port/path: invalid provider profile                         |
        | endpoint    | ftp://gpu.example.com            | endpoint "ftp://gpu.example.com" is no URL like https://host:port/path: invalid provider profile                   |
        | endpoint    | javascript:alert(1)              | endpoint "javascript:alert(1)" is no URL like https://host:port/path: invalid provider profile                     |
        | endpoint    | https://u:p@gpu.example.com      | endpoint "https://u:p@gpu.example.com" is no URL like https://host:port/path: invalid provider profile             |
        | endpoint    | https://gpu.example.com:99999    | endpoint "https://gpu.example.com:99999" has the port 99999, it must be 1 to 65535: invalid provider profile       |
        | receipt key | 02ab                             | 4 characters, 66 hex digits are needed: invalid receipt key                                                        |
        | attribute   | region                           | attribute 1 has no '='; write key=value: invalid attribute                                                         |
        | attribute   | Region=eu                        | the key "Region" has 'R'; use lower-case letters, digits and -_./: invalid attribute                               |
        | attribute   | region=                          | the value of region has 0 bytes, it must have 1 to 128: invalid attribute                                          |
        | attributes  | region=eu,region=us              | region is named twice: invalid attribute                                                                           |

    Scenario: a receipt key that is no point of the curve
      When ada registers with receipt key "020000000000000000000000000000000000000000000000000000000000000005"
      Then it fails with: 020000000000000000000000000000000000000000000000000000000000000005: invalid public key: x coordinate 0000000000000000000000000000000000000000000000000000000000000005 is not on the secp256k1 curve: invalid receipt key

    Scenario: more attributes than the parameters allow
      When ada registers with 33 attributes
      Then it fails with: 33 attributes, at most 32 are possible: invalid attribute
