namespace ReferralNetwork.Chassis.Sealing;

/// <summary>
/// What wraps the keys of the organisations. It comes from a file; a key management service would stand behind these same
/// two methods.
/// </summary>
public sealed class MasterKey : IDisposable
{
    readonly DataKey key;

    /// <inheritdoc cref="DataKey.FromFile"/>
    public MasterKey(string path) => key = DataKey.FromFile(path);

    public byte[] Wrap(DataKey inner, Binding binding) => key.Wrap(inner, binding);

    public DataKey Unwrap(ReadOnlySpan<byte> wrapped, Binding binding) => key.Unwrap(wrapped, binding);

    public void Dispose() => key.Dispose();
}

/// <summary>A key that stands in a file, outside every database.</summary>
public static class KeyFile
{
    /// <param name="path">A file with 32 random bytes as base64.</param>
    /// <exception cref="InvalidOperationException">It holds something else.</exception>
    public static byte[] Read(string path)
    {
        var bytes = new byte[DataKey.Length + 1];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), bytes, out var length) && length == DataKey.Length
            ? bytes[..DataKey.Length]
            : throw new InvalidOperationException(
                $"{Path.GetFileName(path)} must hold {DataKey.Length} bytes as base64; make one with: openssl rand -base64 {DataKey.Length}");
    }
}
