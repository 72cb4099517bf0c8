@testable import Configuration

/// Reads `yaml` as `chancery.yaml` with an environment of a home directory only.
func read(_ yaml: String) throws(ConfigurationErrors) -> Settings {
    try Settings.read(Array(yaml.utf8), file: "/etc/chancery.yaml", environment: home)
}

/// The lines that say what is wrong with `yaml`; empty if nothing is.
func mistakes(_ yaml: String) -> [String] { mistakes(bytes: Array(yaml.utf8)) }

/// The lines that say what is wrong with `bytes`; empty if nothing is.
func mistakes(bytes: [UInt8]) -> [String] {
    do throws(ConfigurationErrors) {
        _ = try Settings.read(bytes, file: "chancery.yaml", environment: home)
        return []
    } catch {
        return error.errors.map(\.description)
    }
}

let home = ["HOME": "/home/desk"]

/// A file that sets everything.
let complete = """
    state: /srv/chancery
    runtime: /run/chancery
    data: /usr/share/chancery
    model: /srv/model
    precision: int8
    knowledge:
      files:
        - /etc/chancery/our-organisations.tsv
        - {path: ministers.tsv, table: tenures}
    log: {format: json, level: debug}
    fetch:
      folders:
        - /var/spool/news
        - {path: "~/news", publisher: "L'Agence: \\"été\\"", pattern: "*.html"}
      feeds:
        - https://news.example/world.xml
        - {url: "https://agency.example/feed?a=1", publisher: Agency, text: page}
      pages: ["https://ministry.example/press"]
      sitemaps: [{url: "https://news.example/news-sitemap.xml"}]
      web:
        contact: desk@example.org
        shortest: 10m
        longest: 12h
        delay: 5s
        per_domain: 2
        connections: 32
        timeout: 20s
        redirects: 5
        oldest: 3d
        robots_for_feeds: true
        proxy: http://127.0.0.1:3128
        allow: [10.20.0.0/16, {range: "::1"}]
      intake:
        enabled: false
        endpoint: tcp://127.0.0.1:7001
    stages:
      extract: {instances: 3}
      classify: {instances: auto}
      normalize: {instances: 2}
    flow:
      window: 128
      window_bytes: 256MiB
      backlog: 500
      attempts: 5
      heartbeat: 500ms
      silence: 3s
      task_deadline: 20s
      task_deadline_per_10kB: 2s
      endpoint: ipc:///run/chancery/hub.sock
    publish:
      broadcast: tcp://127.0.0.1:7002
      follow: tcp://127.0.0.1:7003
      retention: forever
      duplicate_window: 3d
      max_followers: 10
    admin: {endpoint: ipc:///run/chancery/control.sock}
    limits: {document: 4MiB, article_text: 100kB}
    journal: {keep: 30d}
    shutdown: {drain: 1m}

    """
