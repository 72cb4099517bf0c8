internal import CCurl
internal import Glibc

/// One exchange with libcurl: its handle, and what has come so far. Belongs to the thread of its
/// ``TransferLoop``; libcurl calls back on that thread.
final class Transfer {
    let easy: UnsafeMutableRawPointer
    let finish: (Result<HTTPResponse, HTTPError>) -> Void
    private let request: HTTPRequest
    private let policy: AddressPolicy
    private let usesProxy: Bool
    private var lists: [UnsafeMutablePointer<curl_slist>] = []
    private var headers = HTTPHeaders()
    private var validators = Validators()
    private var body: [UInt8] = []
    private var headerBytes = 0
    private var headerLines = 0
    /// Why we stopped it ourselves.
    private var failure: HTTPError?

    init(
        _ id: Int, _ request: HTTPRequest, _ settings: ClientSettings,
        _ finish: @escaping (Result<HTTPResponse, HTTPError>) -> Void
    ) throws(HTTPError) {
        guard let easy = curl_easy_init() else { throw HTTPError(.fault, "no memory is left") }
        self.easy = easy
        self.request = request
        self.finish = finish
        policy = settings.policy
        usesProxy = settings.proxy != nil
        do throws(HTTPError) {
            try configure(id, settings)
        } catch {
            // `deinit` frees the handle and the lists.
            throw error
        }
    }

    deinit {
        curl_easy_cleanup(easy)
        for list in lists { curl_slist_free_all(list) }
    }

    private func configure(_ id: Int, _ settings: ClientSettings) throws(HTTPError) {
        var codes: [CURLcode] = []
        func set(_ option: CURLoption, _ value: Int) {
            codes.append(chancery_curl_set_long(easy, option, value))
        }
        func set(_ option: CURLoption, _ text: String) {
            codes.append(chancery_curl_set_text(easy, option, text))
        }
        set(CURLOPT_URL, request.address.text)
        set(CURLOPT_PROTOCOLS_STR, "http,https")
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_USERAGENT, settings.userAgent)
        set(CURLOPT_NETRC, 0)
        set(CURLOPT_PROXY, settings.proxy ?? "")
        if usesProxy { set(CURLOPT_NOPROXY, "") }
        set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
        // TLS tells at once whether a connection can be shared; without it everybody would wait
        // for the first answer.
        set(CURLOPT_PIPEWAIT, request.address.scheme == "https" ? 1 : 0)
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        // Every encoding this libcurl can undo.
        set(CURLOPT_ACCEPT_ENCODING, "")
        set(CURLOPT_TCP_KEEPALIVE, 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, Int(max(1, request.limits.connect.wholeMilliseconds)))
        set(CURLOPT_TIMEOUT_MS, Int(max(1, request.limits.total.wholeMilliseconds)))
        codes.append(
            chancery_curl_set_size(
                easy, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(request.limits.transferred)))
        if let credentials = request.address.credentials {
            set(CURLOPT_USERPWD, credentials)
            set(CURLOPT_HTTPAUTH, 1)
        }
        codes.append(
            chancery_curl_set_pointer(
                easy, CURLOPT_PRIVATE, UnsafeMutableRawPointer(bitPattern: id)))
        try add(requestLines(), CURLOPT_HTTPHEADER, &codes)
        try add(settings.connectTo.map { Array($0.utf8) }, CURLOPT_CONNECT_TO, &codes)
        setCallbacks(&codes)
        if let code = codes.first(where: { $0 != CURLE_OK }) {
            throw HTTPError(.fault, "libcurl: \(String(cString: curl_easy_strerror(code)))")
        }
    }

    private func requestLines() -> [[UInt8]] {
        var lines = [Array("Accept: \(request.accept)".utf8)]
        if let tag = request.validators.entityTag {
            lines.append(Array("If-None-Match: ".utf8) + tag)
        }
        if let date = request.validators.lastModified {
            lines.append(Array("If-Modified-Since: ".utf8) + date)
        }
        return lines
    }

    private func add(
        _ lines: [[UInt8]], _ option: CURLoption, _ codes: inout [CURLcode]
    ) throws(HTTPError) {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            let text = line.map(CChar.init(bitPattern:)) + [0]
            guard let longer = curl_slist_append(list, text) else {
                curl_slist_free_all(list)
                throw HTTPError(.fault, "no memory is left")
            }
            list = longer
        }
        guard let list else { return }
        lists.append(list)
        codes.append(chancery_curl_set_list(easy, option, list))
    }

    private func setCallbacks(_ codes: inout [CURLcode]) {
        // The handle is freed before this object, and libcurl calls only while it has the handle.
        let context = Unmanaged.passUnretained(self).toOpaque()
        for option in [
            CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_XFERINFODATA, CURLOPT_OPENSOCKETDATA,
        ] {
            codes.append(chancery_curl_set_pointer(easy, option, context))
        }
        codes += [
            chancery_curl_set_data(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
                Transfer.of(context).take(
                    body: UnsafeRawBufferPointer(start: bytes, count: size * count))
            },
            chancery_curl_set_data(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
                Transfer.of(context).take(
                    header: UnsafeRawBufferPointer(start: bytes, count: size * count))
            },
            chancery_curl_set_progress(easy) { context, _, downloaded, _, _ in
                Transfer.of(context).progressed(Int64(downloaded))
            },
            chancery_curl_set_long(easy, CURLOPT_NOPROGRESS, 0),
            chancery_curl_set_open(easy) { context, _, address in
                Transfer.of(context).open(address)
            },
        ]
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> Transfer {
        guard let context else { preconditionFailure("libcurl lost the context") }
        return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    }

    // MARK: Called back

    /// Fewer bytes than came make libcurl give up.
    private func take(body bytes: UnsafeRawBufferPointer) -> Int {
        var sent: curl_off_t = 0
        chancery_curl_get_size(easy, CURLINFO_SIZE_DOWNLOAD_T, &sent)
        if progressed(Int64(sent)) != 0 { return 0 }
        guard body.count + bytes.count <= request.limits.body else {
            failure = HTTPError(
                .tooLarge, "the body has more than \(request.limits.body) bytes when unpacked")
            return 0
        }
        body += bytes
        return bytes.count
    }

    private func take(header bytes: UnsafeRawBufferPointer) -> Int {
        headerBytes += bytes.count
        headerLines += 1
        guard headerBytes <= request.limits.header, headerLines <= HTTPLimits.headerLines else {
            failure = HTTPError(
                .tooLarge,
                "the header has more than \(request.limits.header) bytes "
                    + "or \(HTTPLimits.headerLines) lines")
            return 0
        }
        if bytes.starts(with: "HTTP/".utf8) {
            // Another answer begins: after 100, or after a proxy's own.
            headers = HTTPHeaders()
            validators = Validators()
        } else if headers.take(line: Array(bytes)), let field = headers.fields.last {
            let name = field.name
            guard name == "etag" || name == "last-modified",
                let colon = bytes.firstIndex(of: UInt8(ascii: ":"))
            else { return bytes.count }
            let value = Validators.kept(Transfer.trimmed(bytes[(colon + 1)...]))
            if name == "etag" {
                validators.entityTag = value
            } else {
                validators.lastModified = value
            }
        }
        return bytes.count
    }

    private static func trimmed(_ bytes: some BidirectionalCollection<UInt8>) -> [UInt8] {
        let isSpace = { (byte: UInt8) in
            byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
        }
        let kept = bytes.drop(while: isSpace)
        guard let end = kept.lastIndex(where: { !isSpace($0) }) else { return [] }
        return Array(kept[...end])
    }

    /// Anything but 0 makes libcurl give up.
    private func progressed(_ downloaded: Int64) -> Int32 {
        guard downloaded > Int64(request.limits.transferred) else { return 0 }
        failure = HTTPError(
            .tooLarge, "the body has more than \(request.limits.transferred) bytes")
        return 1
    }

    /// The socket to `address`, or none if it may not be connected to.
    private func open(_ address: UnsafeMutablePointer<curl_sockaddr>?) -> curl_socket_t {
        guard let address else { return chancery_curl_no_socket() }
        let size = Int(address.pointee.addrlen)
        guard
            let found = IPAddress(
                chancery_curl_address(address), family: address.pointee.family, size: size)
        else {
            failure = HTTPError(.forbidden, "not an internet address")
            return chancery_curl_no_socket()
        }
        // A proxy was named by whoever runs us; it decides for its own side.
        if !usesProxy, let reason = policy.refusal(found) {
            failure = HTTPError(
                .forbidden, "\(request.address.host) is at \(found), \(reason)")
            return chancery_curl_no_socket()
        }
        return chancery_curl_socket(address)
    }

    // MARK: The end

    /// What came of it, when libcurl is done with `code`.
    func outcome(_ code: CURLcode) -> Result<HTTPResponse, HTTPError> {
        guard code == CURLE_OK else {
            // Of several addresses another one may have been refused before this one failed.
            if let failure, failure.code == .tooLarge || code == CURLE_COULDNT_CONNECT {
                return .failure(failure)
            }
            return .failure(error(code))
        }
        var status = 0
        chancery_curl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        var version = 0
        chancery_curl_get_long(easy, CURLINFO_HTTP_VERSION, &version)
        guard (200...599).contains(status) else {
            return .failure(HTTPError(.malformed, "the status \(status) means nothing"))
        }
        var times = HTTPTimes()
        times.resolved = .microseconds(size(CURLINFO_NAMELOOKUP_TIME_T))
        times.connected = .microseconds(
            max(size(CURLINFO_CONNECT_TIME_T), size(CURLINFO_APPCONNECT_TIME_T)))
        times.answered = .microseconds(size(CURLINFO_STARTTRANSFER_TIME_T))
        times.total = .microseconds(size(CURLINFO_TOTAL_TIME_T))
        return .success(
            HTTPResponse(
                status: status, headers: headers, validators: validators, body: body,
                transferred: Int(size(CURLINFO_SIZE_DOWNLOAD_T)), remote: text(CURLINFO_PRIMARY_IP),
                version: Transfer.versions[version] ?? "1.1", times: times))
    }

    private static let versions = [
        Int(CURL_HTTP_VERSION_1_0): "1.0", Int(CURL_HTTP_VERSION_1_1): "1.1",
        Int(CURL_HTTP_VERSION_2_0): "2",
    ]

    private func size(_ info: CURLINFO) -> Int64 {
        var value: curl_off_t = 0
        chancery_curl_get_size(easy, info, &value)
        return Int64(value)
    }

    private func text(_ info: CURLINFO) -> String? {
        var value: UnsafeMutablePointer<CChar>?
        chancery_curl_get_text(easy, info, &value)
        return value.flatMap { $0.pointee == 0 ? nil : String(cString: $0) }
    }

    private func error(_ code: CURLcode) -> HTTPError {
        let words = String(cString: curl_easy_strerror(code))
        let host = request.address.host
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            return HTTPError(.unresolved, "the name \(host) cannot be resolved")
        case CURLE_COULDNT_CONNECT:
            var number = 0
            chancery_curl_get_long(easy, CURLINFO_OS_ERRNO, &number)
            if number == Int(EPERM) || number == Int(EACCES) {
                return HTTPError(
                    .denied,
                    "the system does not let this process connect to \(host); under "
                        + "systemd the unit needs IPAddressAllow= for it")
            }
            let why = number == 0 ? "" : ": " + String(cString: strerror(Int32(number)))
            return HTTPError(.unreachable, "cannot connect to \(host)\(why)")
        case CURLE_OPERATION_TIMEDOUT:
            return HTTPError(.late, "\(host) does not answer in time")
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR:
            return HTTPError(.insecure, "TLS with \(host) failed: \(words)")
        case CURLE_FILESIZE_EXCEEDED:
            return HTTPError(
                .tooLarge, "the body has more than \(request.limits.transferred) bytes")
        case CURLE_BAD_CONTENT_ENCODING, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_HTTP2_STREAM,
            CURLE_PARTIAL_FILE, CURLE_UNSUPPORTED_PROTOCOL:
            return HTTPError(.malformed, "\(host) does not answer properly: \(words)")
        case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR:
            return HTTPError(.unreachable, "the connection to \(host) breaks: \(words)")
        case CURLE_OUT_OF_MEMORY: return HTTPError(.fault, "no memory is left")
        case CURLE_WRITE_ERROR:
            // Our own refusals say so themselves; libcurl also ends so what it cannot unpack.
            return failure ?? HTTPError(.malformed, "\(host) does not answer properly: \(words)")
        default: return HTTPError(.unreachable, "\(host): \(words)")
        }
    }
}

extension Duration {
    /// The duration in milliseconds, rounded up.
    fileprivate var wholeMilliseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
