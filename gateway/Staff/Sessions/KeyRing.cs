using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Options;
using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Staff.Sessions;

/// <summary>
/// The keys that seal sessions and the state of sign-ins: in the staff database, so that every gateway instance has
/// them, and sealed there by a key from a file, so that the database alone opens nothing.
/// </summary>
public static class KeyRing
{
    public static void AddKeyRing(this IServiceCollection services)
    {
        services.AddSingleton(provider => new KeyRingSeal(DataKey.FromFile(provider.GetRequiredService<StaffSettings>().SessionKey)));
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
            elements.Add(XElement.Parse(reader.GetString(reader.GetOrdinal("xml"))));
        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Sql.Statement(
            "insert into session_keys (name, xml, stored_at) values (@friendlyName, @xml, @now)",
            new { friendlyName, xml = element.ToString(SaveOptions.DisableFormatting), now = time.GetUtcNow() }));
        batch.ExecuteNonQuery();
    }
}

/// <summary>Seals the key ring under the key of the file that Sessions:Key names.</summary>
public sealed class KeyRingSeal(DataKey key) : IDisposable
{
    // One binding for the whole ring: data protection does not say which of its keys it hands over.
    static readonly Binding Ring = Binding.To("session-key-ring");

    public string Seal(string text) => Convert.ToBase64String(key.Seal(text, Ring));

    /// <exception cref="CryptographicException">It was changed, or sealed with another key or for another purpose.</exception>
    public string Open(string text) => key.OpenText(Convert.FromBase64String(text), Ring);

    public void Dispose() => key.Dispose();
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
