using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using ReferralNetwork.Staff.Forms;
using ReferralNetwork.Staff.Sessions;

namespace ReferralNetwork.Staff.TagHelpers;

/// <summary>A form that is sent says who it was shown to, first of all: a file that it sends is not read before.</summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class PostForm(FormTokens tokens) : TagHelper
{
    [HtmlAttributeNotBound, ViewContext]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // A form that was brought back stands at another address than the one it is sent to.
        if (KeptForms.IsRestored(View.HttpContext) && !output.Attributes.ContainsName("action"))
            output.Attributes.SetAttribute("action", View.HttpContext.Request.Path + View.HttpContext.Request.QueryString);
        if (View.HttpContext.SignedInOrNull() is { } me)
            output.PreContent.AppendHtml(
                Element.Create("input", null)
                    .With("type", "hidden").With("name", FormTokens.Field).With("value", tokens.For(me.ActorId)));
    }
}
