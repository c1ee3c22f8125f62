package io.github.segments4j.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ServerSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A self-signed certificate for 127.0.0.1, and the files with which other programs trust it. */
record Certificate(Path pem, Path trustStore, ServerSocketFactory sockets) {
    static Certificate in(Path folder) throws IOException, GeneralSecurityException {
        HeldCertificate held = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        Path pem = Files.writeString(folder.resolve("certificate.pem"), held.certificatePem());
        // Like the JDK's own, and unlike a PKCS12 file with a password, it takes no time to decrypt.
        Path trustStore = folder.resolve("trust.jks");
        KeyStore trusted = KeyStore.getInstance("JKS");
        trusted.load(null, null);
        trusted.setCertificateEntry("127.0.0.1", held.certificate());
        try (OutputStream out = Files.newOutputStream(trustStore)) {
            trusted.store(out, "changeit".toCharArray());
        }
        HandshakeCertificates server =
                new HandshakeCertificates.Builder().heldCertificate(held).build();
        return new Certificate(pem, trustStore, server.sslContext().getServerSocketFactory());
    }
}
