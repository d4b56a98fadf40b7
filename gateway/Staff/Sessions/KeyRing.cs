using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ReferralNetwork.Staff.Sessions;

/// <summary>
/// The keys that seal sessions and the state of sign-ins: in the staff database, so that every gateway instance has
/// them, and sealed there by a key from a file, so that the database alone opens nothing.
/// </summary>
public static class KeyRing
{
    public static void AddKeyRing(this IServiceCollection services)
    {
        services.AddSingleton<KeyRingSeal>();
        services.AddDataProtection().SetApplicationName("referral-network-staff");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, ConfigureKeyRing>();
    }

    sealed class ConfigureKeyRing(NpgsqlDataSource database, KeyRingSeal seal, TimeProvider time) : IConfigureOptions<KeyManagementOptions>
    {
        public void Configure(KeyManagementOptions options)
        {
            options.XmlRepository = new KeyRingRows(database, time);
            options.XmlEncryptor = new SealedXmlEncryptor(seal);
        }
    }
}

sealed class KeyRingRows(NpgsqlDataSource database, TimeProvider time) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = database.CreateCommand("select xml from session_keys order by stored_at");
        using var reader = command.ExecuteReader();
        var elements = new List<XElement>();
        while (reader.Read())
            elements.Add(XElement.Parse(reader.GetString(0)));
        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = database.CreateCommand("insert into session_keys (name, xml, stored_at) values ($1, $2, $3)");
        command.Parameters.Add(new() { Value = friendlyName });
        command.Parameters.Add(new() { Value = element.ToString(SaveOptions.DisableFormatting) });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        command.ExecuteNonQuery();
    }
}

/// <summary>AES-256-GCM under the key of the file that Sessions:Key names.</summary>
public sealed class KeyRingSeal
{
    readonly byte[] key;

    public KeyRingSeal(StaffSettings settings)
    {
        key = Convert.FromBase64String(File.ReadAllText(settings.SessionKey).Trim());
        if (key.Length != 32)
            throw new InvalidOperationException("The file that Sessions:Key names does not hold 32 bytes as base64; make one with: openssl rand -base64 32");
    }

    public string Seal(string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var tag = new byte[AesGcm.TagByteSizes.MaxSize];
        var cipher = new byte[plain.Length];
        using var aes = new AesGcm(key, tag.Length);
        aes.Encrypt(nonce, plain, cipher, tag);
        return Convert.ToBase64String([.. nonce, .. tag, .. cipher]);
    }

    public string Open(string text)
    {
        var bytes = Convert.FromBase64String(text).AsSpan();
        var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        var plain = new byte[bytes.Length - nonce - tag];
        using var aes = new AesGcm(key, tag);
        aes.Decrypt(bytes[..nonce], bytes[(nonce + tag)..], bytes.Slice(nonce, tag), plain);
        return Encoding.UTF8.GetString(plain);
    }
}

sealed class SealedXmlEncryptor(KeyRingSeal seal) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) =>
        new(new XElement("sealed", seal.Seal(plaintextElement.ToString(SaveOptions.DisableFormatting))), typeof(SealedXmlDecryptor));
}

/// <summary>Made by the key ring itself, by the name that stands in the stored key.</summary>
public sealed class SealedXmlDecryptor(IServiceProvider services) : IXmlDecryptor
{
    readonly KeyRingSeal seal = services.GetRequiredService<KeyRingSeal>();

    public XElement Decrypt(XElement encryptedElement) => XElement.Parse(seal.Open(encryptedElement.Value));
}
