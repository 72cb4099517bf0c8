// Security: who may come in from outside, and how we show who we are.
//
// A key pair lives in two files (`KeyFile`); an allow-list says which public keys may do what
// (`AllowList`, `Role`). A daemon has one `Door`: it holds the list, decides about handshakes and
// about every message, and counts whom it turned away. A listening socket gets a `SocketAccess`,
// which is open (inproc, ipc, plain loopback) or leads through the door for one role; a connecting
// one gets its options from `ClientSecurity`. What may change: roles, and what the files look like.
// Which socket needs which role is said by whoever makes the socket.
