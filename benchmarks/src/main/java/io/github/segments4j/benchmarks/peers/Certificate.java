package io.github.segments4j.benchmarks.peers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ServerSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A self-signed certificate for 127.0.0.1, and the files with which other programs trust it. */
public final class Certificate {
    private final HeldCertificate certificate =
            new HeldCertificate.Builder().addSubjectAlternativeName("127.0.0.1").build();
    private final Path pem;
    private final Path trustStore;

    public Certificate(Path folder) throws IOException, GeneralSecurityException {
        pem = folder.resolve("certificate.pem");
        trustStore = folder.resolve("trust.p12");
        Files.writeString(pem, certificate.certificatePem());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("127.0.0.1", certificate.certificate());
        try (OutputStream out = Files.newOutputStream(trustStore)) {
            trusted.store(out, "changeit".toCharArray());
        }
    }

    public String pem() {
        return pem.toString();
    }

    /** The options of a JVM that trusts it. */
    public List<String> trust() {
        return List.of("-Djavax.net.ssl.trustStore=" + trustStore, "-Djavax.net.ssl.trustStorePassword=changeit");
    }

    public ServerSocketFactory serverSockets() {
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslContext()
                .getServerSocketFactory();
    }
}
