using System.Security.Cryptography;
using CsCheck;
using Headwater.Aws.Services.SecretsManager;

namespace Headwater.Aws.Tests.SecretsManager;

public sealed class SecretCipherTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("headwater-key").FullName;

    [Fact]
    public void Decrypt_WhatWasEncrypted_IsEqualAndNeverLooksTheSame()
    {
        var cipher = new SecretCipher(EncryptionKeyFile.Open(Path.Combine(_folder, "key")));

        Gen.Byte.Array[0, 300].Sample(value =>
        {
            var sealedValue = cipher.Encrypt(value, "name");
            Assert.Equal(value, cipher.Decrypt(sealedValue, "name"));
            Assert.NotEqual(sealedValue, cipher.Encrypt(value, "name"));
        });
    }

    [Fact]
    public void Decrypt_ElsewhereOrChanged_IsRefused()
    {
        var cipher = new SecretCipher(EncryptionKeyFile.Open(Path.Combine(_folder, "key")));
        var sealedValue = cipher.Encrypt("value"u8, "name");
        var changed = Convert.FromBase64String(sealedValue);
        changed[^1] ^= 1;

        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(sealedValue, "other"));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt(Convert.ToBase64String(changed), "name"));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Decrypt("AA==", "name"));
        Assert.ThrowsAny<CryptographicException>(() => new SecretCipher(EncryptionKeyFile.Open(Path.Combine(_folder, "second"))).Decrypt(sealedValue, "name"));
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Open_Twice_IsTheSameKeyThatOnlyItsOwnerReads()
    {
        var path = Path.Combine(_folder, "key");

        Assert.Equal(EncryptionKeyFile.Open(path).Bytes.ToArray(), EncryptionKeyFile.Open(path).Bytes.ToArray());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Open_FileOfAnotherLength_IsRefused()
    {
        var path = Path.Combine(_folder, "key");
        File.WriteAllBytes(path, new byte[31]);

        Assert.Throws<InvalidDataException>(() => EncryptionKeyFile.Open(path));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
