namespace ReferralNetwork.Staff.Pages.Cases.Attachments;

static class PassedFile
{
    /// <summary>Passes on what Cases opened, while it comes: the browser saves it, and may do nothing else with it.</summary>
    public static async Task Write(HttpResponse response, HttpResponseMessage opened, CancellationToken cancellationToken)
    {
        var sent = opened.Content.Headers;
        response.ContentType = sent.ContentType!.ToString();
        response.ContentLength = sent.ContentLength;
        response.Headers.ContentDisposition = sent.NonValidated["Content-Disposition"].ToString();
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        await opened.Content.CopyToAsync(response.Body, cancellationToken);
    }
}
