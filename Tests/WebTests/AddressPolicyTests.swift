import Testing

@testable import Web

@Suite("Which addresses may be connected to")
struct AddressPolicyTests {
    @Test(
        "An address that is not of the public internet is refused",
        arguments: [
            "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255",
            "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.8",
            "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1",
            "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fec0::1",
            "fc00::1", "fdff::1", "ff02::1", "2001:db8::1", "100::1", "64:ff9b:1::1",
            "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1",
            "64:ff9b::7f00:1", "64:ff9b::808:808", "2002:7f00:1::", "2002:c0a8:101::1",
            "2001:0:1:2:3:4:80ff:fffe", "4000::1", "1::1",
        ])
    func refuses(_ text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(AddressPolicy().refusal(address) != nil)
    }

    @Test(
        "A public address is not",
        arguments: [
            "8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.255.255", "100.128.0.1",
            "192.167.0.1", "11.0.0.1", "223.255.255.255", "2606:4700::1111", "2a00:1450::1",
        ])
    func takes(_ text: String) throws {
        let address = try #require(IPAddress(text))
        #expect(AddressPolicy().refusal(address) == nil)
    }

    @Test("What is allowed by name may be connected to, and nothing beside it")
    func allows() throws {
        let range = try #require(AddressRange("10.20.0.0/16"))
        let policy = AddressPolicy(allowed: [range])
        #expect(policy.refusal(try #require(IPAddress("10.20.255.1"))) == nil)
        #expect(policy.refusal(try #require(IPAddress("::ffff:10.20.0.1"))) == nil)
        #expect(policy.refusal(try #require(IPAddress("10.21.0.1"))) != nil)
    }

    @Test(
        "A range that is none is not read",
        arguments: [
            "", "10.0.0.0/33", "10.0.0.1/8", "ten", "::/129", "10.0.0.0/-1", "10.0.0.0/8/8",
        ])
    func badRange(_ text: String) { #expect(AddressRange(text) == nil) }

    @Test("A range may be a single address, or everything")
    func ranges() throws {
        #expect(AddressRange("127.0.0.1")?.description == "127.0.0.1/32")
        #expect(AddressRange("::1")?.description == "::1/128")
        #expect(AddressRange("0.0.0.0/0")?.contains(try #require(IPAddress("9.9.9.9"))) == true)
    }
}
