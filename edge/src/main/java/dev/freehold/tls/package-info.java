/// Shows visitors the certificate of the name that they ask for, by TLS 1.2 and 1.3 (BoringSSL).
@NullMarked
package dev.freehold.tls;

import org.jspecify.annotations.NullMarked;
